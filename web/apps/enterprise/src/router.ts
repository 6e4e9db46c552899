import { createRouter, createWebHistory } from 'vue-router'

export const router = createRouter({
  history: createWebHistory('/e/'),
  // Each page is loaded when somebody goes there.
  routes: [
    { path: '/', component: () => import('./pages/TodayPage.vue') },
    { path: '/:rest(.*)*', component: () => import('@zhiben/kit/parts/NothingThere.vue') },
  ],
})
