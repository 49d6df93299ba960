// Brings the pages to life where a browser can: GOV.UK Frontend's behaviours and our own two.
// Every page works without any of this.

import { initAll, isSupported } from '../vendor/govuk-frontend/govuk-frontend.min.js'
import { keepDrafts } from './drafts.js'
import { readyToLeave } from './exit.js'

document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('govuk-frontend-supported')
}
readyToLeave()
keepDrafts()
if (isSupported()) {
  initAll()
}
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
