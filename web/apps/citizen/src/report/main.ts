import { start } from '../start'
import ReportPage from './ReportPage.vue'

start(ReportPage)
