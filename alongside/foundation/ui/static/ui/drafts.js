// Words being written are kept on this device until they are sent, so that a lost connection,
// a closed lid or a signed-out session loses nothing. They are kept for this tab only
// (sessionStorage), with what was chosen beside them, and forgotten when they have arrived, on signing out, by "Exit this page", and
// when what they were about is not theirs to read any more.

const PREFIX = 'alongside:draft:'
const SENT = 'alongside:sent'
const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/

export function keepDrafts () {
  const store = storage()
  if (!store) return
  settle(store)
  if ('gone' in document.body.dataset) forget(store)
  const restored = new Set()
  document.querySelectorAll('textarea[data-draft]').forEach((area) => {
    if (keep(area, store)) restored.add(area.form)
  })
  formsWithWords().forEach((form) => keepChoices(form, store, restored.has(form)))
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

// Whether words that were kept here are in it again.
function keep (area, store) {
  const key = keyOf(area)
  const note = area.form.querySelector('[data-draft-note]')
  const offline = area.form.querySelector('[data-draft-offline]')

  // What the server sent back (a refused form) is newer than what this device remembers.
  const kept = area.value ? null : store.getItem(key)
  if (kept) {
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
  return Boolean(kept)
}

function wordsOf (form) {
  return [...form.querySelectorAll('textarea[data-draft]')]
}

function formsWithWords () {
  return new Set([...document.querySelectorAll('textarea[data-draft]')].map((area) => area.form))
}

function sentBy (form) {
  return [...wordsOf(form).map(keyOf), keyOfChoices(form)]
}

function keyOfChoices (form) {
  return `${keyOf(wordsOf(form)[0])}:choices`
}

// How the words may be used, who may read them and when it was come back with the words: a story
// that was to be kept close must not be sent as one to be quoted.
function keepChoices (form, store, isRestored) {
  const key = keyOfChoices(form)
  const choices = choicesOf(form)
  if (isRestored) {
    const kept = JSON.parse(store.getItem(key) || '[]')
    kept.filter(([name]) => !asked(name)).forEach((one) => choose(choices, one))
  }
  const remember = () => {
    const made = choices.map((each) => [each.name, each.value, each.checked])
    try {
      if (wordsOf(form).some((area) => area.value)) store.setItem(key, JSON.stringify(made))
      else store.removeItem(key)
    } catch { /* the note beside the words has said so */ }
  }
  // Not on "change" as well, which also comes when somebody leaves and all is forgotten.
  form.addEventListener('input', remember)
}

const CHOICES = 'select, input[type=radio], input[type=checkbox], input[type=text], input[type=date], input[type=number], input:not([type])'

function choicesOf (form) {
  return [...form.querySelectorAll(CHOICES)].filter((each) => each.name && each.autocomplete !== 'off')
}

// What the way here says already, such as because of what, is newer.
function asked (name) {
  return new URLSearchParams(window.location.search).has(name)
}

function choose (choices, [name, value, checked]) {
  const either = (each) => each.type === 'radio' || each.type === 'checkbox'
  choices.filter((each) => each.name === name).forEach((each) => {
    if (!either(each)) each.value = value
    else if (each.value === value) each.checked = checked
    else return
    each.dispatchEvent(new Event('change', { bubbles: true }))
  })
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
