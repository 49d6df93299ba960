// Words being written are kept on this device until they are sent, so that a lost connection,
// a closed lid or a signed-out session loses nothing. They are kept for this tab only
// (sessionStorage) and forgotten when they have arrived, on signing out, and by "Exit this page".

const PREFIX = 'alongside:draft:'
const SENT = 'alongside:sent'

export function keepDrafts () {
  const store = storage()
  if (!store) return
  settle(store)
  document.querySelectorAll('textarea[data-draft]').forEach((area) => keep(area, store))
  document.querySelectorAll('form[data-signs-out]').forEach((form) => {
    form.addEventListener('submit', () => store.clear())
  })
}

function storage () {
  try {
    window.sessionStorage.setItem('alongside:try', '1')
    window.sessionStorage.removeItem('alongside:try')
    return window.sessionStorage
  } catch {
    return null
  }
}

// One person's draft is never shown to the next one at the same screen.
function keyOf (area) {
  return `${PREFIX}${document.body.dataset.me || ''}:${window.location.pathname}:${area.dataset.draft}`
}

function keep (area, store) {
  const key = keyOf(area)
  const note = area.form.querySelector('[data-draft-note]')
  const offline = area.form.querySelector('[data-draft-offline]')

  // What the server sent back (a refused form) is newer than what this device remembers.
  const kept = store.getItem(key)
  if (kept && !area.value) {
    area.value = kept
    area.dispatchEvent(new Event('input', { bubbles: true }))
  }
  if (note) note.hidden = false
  const remember = () => {
    try {
      if (area.value) store.setItem(key, area.value)
      else store.removeItem(key)
    } catch { if (note) note.hidden = true }
  }
  area.addEventListener('input', remember)
  area.form.addEventListener('submit', (event) => {
    remember()
    if (!navigator.onLine) {
      event.preventDefault()
      event.stopImmediatePropagation()
      if (offline) offline.hidden = false
      return
    }
    store.setItem(SENT, JSON.stringify({ from: window.location.href.split('#')[0], keys: sentBy(area.form) }))
  }, true)
  window.addEventListener('online', () => { if (offline) offline.hidden = true })
}

function sentBy (form) {
  return [...form.querySelectorAll('textarea[data-draft]')].map(keyOf)
}

// Words have arrived when the form's own page led, by following the answer, to a page that says
// it is not an error or a sign-in page, and that is not the same form asking again.
function settle (store) {
  const sent = JSON.parse(store.getItem(SENT) || 'null')
  if (!sent) return
  store.removeItem(SENT)
  const [arrival] = performance.getEntriesByType('navigation')
  const followed = arrival && arrival.type === 'navigate' && document.referrer.split('#')[0] === sent.from
  const askedAgain = document.querySelector('.govuk-error-summary')
  if (followed && !askedAgain && 'landed' in document.body.dataset) {
    sent.keys.forEach((key) => store.removeItem(key))
  }
}
