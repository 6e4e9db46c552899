import { start } from '../start'
import CertificatePage from './CertificatePage.vue'

start(CertificatePage)
