import { start } from '../start'
import HomePage from './HomePage.vue'

start(HomePage)
