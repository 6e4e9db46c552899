import '@zhiben/kit/styles/tokens.css'
import '@zhiben/kit/styles/base.css'
import '@zhiben/kit/styles/ledger.css'
import '@zhiben/kit/styles/app.css'
import './console.css'

import { useAppearance } from '@zhiben/kit/appearance'
import { recognise } from '@zhiben/kit/api/session'
import { useLanguage } from '@zhiben/kit/i18n'
import { createApp } from 'vue'

import App from './App.vue'
import { router } from './router'

useLanguage(localStorage)
useAppearance(localStorage)
void recognise().catch(() => undefined)
createApp(App).use(router).mount('#app')
