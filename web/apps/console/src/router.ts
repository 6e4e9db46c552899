import { createRouter, createWebHistory } from 'vue-router'

export const router = createRouter({
  history: createWebHistory('/c/'),
  // Each page is loaded when somebody goes there.
  routes: [
    { path: '/', component: () => import('./pages/TodayPage.vue') },
    { path: '/hazards', component: () => import('./hazards/LedgerPage.vue') },
    { path: '/hazards/:id', component: () => import('./hazards/HazardPage.vue') },
    { path: '/plan', component: () => import('./plan/PlanPage.vue') },
    { path: '/:rest(.*)*', component: () => import('@zhiben/kit/parts/NothingThere.vue') },
  ],
})
