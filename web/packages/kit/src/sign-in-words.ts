// What is said about signing in.
import { messages } from './i18n'

export const t = messages(
  {
    signIn: '登录',
    signOut: '退出登录',
    login: '账号',
    password: '密码',
    loginMissing: '请填写账号',
    passwordMissing: '请填写密码',
    signInAgain: '登录已过期，请重新登录。您填写的内容没有丢失。',
    signInNeeded: '请先登录',
    menu: '菜单',
  },
  {
    signIn: 'Sign in',
    signOut: 'Sign out',
    login: 'Account',
    password: 'Password',
    loginMissing: 'Enter your account',
    passwordMissing: 'Enter your password',
    signInAgain: 'Your session has ended. Sign in again; nothing you typed is lost.',
    signInNeeded: 'Please sign in first',
    menu: 'Menu',
  },
)
