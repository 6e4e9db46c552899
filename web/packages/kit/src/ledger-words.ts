// What ledgers say.
import { messages } from './i18n'

export const t = messages(
  {
    selectRow: '选择 {name}',
    selectAll: '选择本页全部',
    selected: '已选 {n} 条',
    sortBy: '按“{name}”排序',
    previous: '上一页',
    next: '下一页',
    perPage: '每页',
    rows: '{n} 条',
    page: '第 {n} 页',
    columns: '列',
    density: '紧凑',
  },
  {
    selectRow: 'Select {name}',
    selectAll: 'Select all on this page',
    selected: '{n} selected',
    sortBy: 'Sort by {name}',
    previous: 'Previous',
    next: 'Next',
    perPage: 'Per page',
    rows: '{n}',
    page: 'Page {n}',
    columns: 'Columns',
    density: 'Compact',
  },
)
