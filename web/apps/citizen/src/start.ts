// How every public page begins. What somebody chooses here is forgotten with the tab.
import '@zhiben/kit/styles/tokens.css'
import '@zhiben/kit/styles/base.css'
import './citizen.css'

import { useAppearance } from '@zhiben/kit/appearance'
import { useLanguage } from '@zhiben/kit/i18n'
import { createApp, type Component } from 'vue'

export function start(page: Component): void {
  useLanguage()
  useAppearance()
  createApp(page).mount('#app')
}
