// The receipt as a picture: to press long on, where a browser downloads nothing.
import { encode } from 'uqr'

const WIDTH = 720
const QR = 480

export function receiptPicture(lines: string[], link: string): string {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = 300 + QR
  const pen = canvas.getContext('2d')!
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.fillStyle = '#000'
  pen.textAlign = 'center'
  lines.forEach((line, place) => {
    pen.font = place ? 'bold 64px monospace' : '32px sans-serif'
    pen.fillText(line, WIDTH / 2, 70 + place * 80)
  })
  const code = encode(link, { ecc: 'M', border: 2 })
  const size = Math.floor(QR / code.size)
  const left = (WIDTH - size * code.size) / 2
  code.data.forEach((row, y) => row.forEach((dark, x) => dark && pen.fillRect(left + x * size, 280 + y * size, size, size)))
  return canvas.toDataURL('image/png')
}
