// A conversation spoken into the phone instead of typed. Without this, or where a browser cannot
// record, a recording made elsewhere is chosen in the box beneath.

const KINDS = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4']
const ENDINGS = { 'audio/webm': 'webm', 'audio/ogg': 'ogg', 'audio/mp4': 'm4a' }
const LONGEST = 10 * 60 * 1000

function ready () {
  const box = document.querySelector('[data-recorder]')
  const file = document.querySelector('[data-recorder-file] input[type="file"]')
  if (!box || !file || !canRecord()) return
  box.hidden = false
  const chosen = document.querySelector('[data-recorder-file]')
  chosen.hidden = !chosen.querySelector('.govuk-error-message')
  const button = box.querySelector('[data-recorder-button]')
  const says = box.querySelector('[data-recorder-says]')
  let recording = null

  button.addEventListener('click', async () => {
    if (recording) {
      recording.stop()
      return
    }
    try {
      recording = await begin(file, (seconds) => { says.textContent = `${says.dataset.going}, ${clock(seconds)}` })
    } catch {
      says.textContent = says.dataset.refused
      chosen.hidden = false
      return
    }
    box.classList.add('recorder--going')
    button.textContent = button.dataset.stop
    recording.ended.then((seconds) => {
      recording = null
      box.classList.remove('recorder--going')
      button.textContent = button.dataset.again
      says.textContent = `${says.dataset.done}, ${clock(seconds)}`
    })
  })
}

function canRecord () {
  return Boolean(window.MediaRecorder && window.DataTransfer && navigator.mediaDevices && navigator.mediaDevices.getUserMedia)
}

async function begin (file, tick) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const type = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind)) || ''
  const recorder = new MediaRecorder(stream, type ? { mimeType: type, audioBitsPerSecond: 24000 } : {})
  const parts = []
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  const ticking = setInterval(() => tick(seconds()), 500)
  const longest = setTimeout(() => recorder.stop(), LONGEST)
  recorder.addEventListener('dataavailable', (event) => parts.push(event.data))
  const ended = new Promise((resolve) => {
    recorder.addEventListener('stop', () => {
      clearInterval(ticking)
      clearTimeout(longest)
      stream.getTracks().forEach((track) => track.stop())
      put(file, new Blob(parts, { type: recorder.mimeType }))
      resolve(seconds())
    })
  })
  recorder.start()
  tick(0)
  return { stop: () => recorder.stop(), ended }
}

// The recording goes with the form like a file that was chosen; it is kept nowhere on the device.
function put (file, blob) {
  const kind = blob.type.split(';')[0]
  const chosen = new DataTransfer()
  chosen.items.add(new File([blob], `recording.${ENDINGS[kind] || 'webm'}`, { type: kind }))
  file.files = chosen.files
}

function clock (seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

// What it belongs under is asked once there is something that matters.
function askUnder () {
  const matters = document.querySelector('.note [name="matters"]')
  const under = document.querySelector('.note__under')
  if (!matters || !under) return
  const show = () => { under.hidden = !matters.value.trim() }
  matters.addEventListener('input', show)
  window.addEventListener('pageshow', show)
  show()
}

ready()
askUnder()
