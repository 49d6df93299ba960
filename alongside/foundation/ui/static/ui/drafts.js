// Words being written are kept on this device until they are sent, so that a lost connection,
// a closed lid or a signed-out session loses nothing. They are kept for this tab only
// (sessionStorage) and forgotten when they have arrived, on signing out, by "Exit this page", and
// when what they were about is not theirs to read any more.

const PREFIX = 'alongside:draft:'
const SENT = 'alongside:sent'
const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/

export function keepDrafts () {
  const store = storage()
  if (!store) return
  settle(store)
  if ('gone' in document.body.dataset) forget(store)
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

// The page says that there is nothing here for them: nor is there what they began to write, at this
// address or any other of the same life or the same entry. What a rule refused, they may yet send.
function forget (store) {
  const { pathname } = window.location
  const [about] = pathname.match(ID) || [`:${pathname}:`]
  Object.keys(store)
    .filter((key) => key.startsWith(PREFIX) && key.includes(about))
    .forEach((key) => store.removeItem(key))
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
