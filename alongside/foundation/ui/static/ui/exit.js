// "Exit this page": away at once, by the button or by pressing Shift three times.
// Drafts are forgotten, whoever was signed in (or had typed a code) no longer is, and this page is
// replaced. Back leads to the page before it, which is no one's to read by then.

const PRESSES = 3
const WITHIN = 5000

export function leave (href) {
  try {
    window.sessionStorage.clear()
  } catch { /* a browser that keeps nothing has nothing to forget */ }
  for (const form of document.querySelectorAll('form[data-signs-out]')) {
    navigator.sendBeacon(form.action, new FormData(form))
  }
  document.documentElement.classList.add('exiting')
  document.title = ' '
  window.location.replace(href)
}

export function readyToLeave () {
  const bar = document.querySelector('[data-exit]')
  if (!bar) return
  const button = bar.querySelector('a')
  button.addEventListener('click', (event) => {
    event.preventDefault()
    leave(button.href)
  })
  countShifts(bar, () => leave(button.href))
  // A page kept in memory is asked for anew: it may be no one's to read any more.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload()
  })
}

function countShifts (bar, go) {
  const lights = bar.querySelectorAll('.exit__lights i')
  const status = bar.querySelector('[role="status"]')
  let presses = 0
  let alone = false
  let timer

  const show = () => {
    lights.forEach((light, i) => light.classList.toggle('on', i < presses))
    bar.classList.toggle('exit--counting', presses > 0)
    status.textContent = presses ? status.dataset[`press${presses}`] || '' : ''
  }
  const forget = () => { presses = 0; show() }

  // Shift held to type a capital letter is not a press.
  document.addEventListener('keydown', (event) => {
    alone = event.key === 'Shift' && !event.repeat
    if (event.key !== 'Shift' && presses) forget()
  })
  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Shift' || !alone) return
    alone = false
    presses += 1
    clearTimeout(timer)
    timer = setTimeout(forget, WITHIN)
    if (presses >= PRESSES) go()
    else show()
  })
}
