// What is said about photographs.
import { messages } from './i18n'

export const t = messages(
  {
    photoAdd: '拍照或选择照片',
    photoRemove: '删除照片 {n}',
    photoNumber: '照片 {n}',
    photoNot: '“{name}”不是照片，没有加入。请选择 JPG 或 PNG 图片。',
    photoMany: '最多 {n} 张照片，其余没有加入。',
    photoWorking: '正在压缩并清除照片中的位置等信息…',
  },
  {
    photoAdd: 'Take or choose a photograph',
    photoRemove: 'Remove photograph {n}',
    photoNumber: 'Photograph {n}',
    photoNot: '“{name}” is not a photograph and was not added. Choose a JPG or PNG picture.',
    photoMany: 'At most {n} photographs; the others were not added.',
    photoWorking: 'Making it smaller and removing the place and other traces…',
  },
)
