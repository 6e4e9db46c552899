import { start } from '../start'
import FollowPage from './FollowPage.vue'

start(FollowPage)
