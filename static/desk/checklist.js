// From a line of the checklist to its field: the body is typed in an editor that stands in its textarea's place.

{
  const FIELDS = "input:not([type=hidden]), select, textarea"

  const targetOf = (fragment) => fragment.length > 1 && document.getElementById(decodeURIComponent(fragment.slice(1)))

  const editorOf = (target) => target.closest(".body-editor")?.querySelector('[contenteditable="true"]')

  const goTo = (target) => {
    target.closest("details")?.setAttribute("open", "")
    const field = editorOf(target) ?? (target.matches(FIELDS) ? target : target.querySelector(FIELDS))
    ;(field ?? target).scrollIntoView({ block: "center" })
    field?.focus({ preventScroll: true })
    return Boolean(field)
  }

  for (const link of document.querySelectorAll('.checklist a[href^="#"]')) {
    link.addEventListener("click", (event) => {
      const target = targetOf(link.hash)
      if (target && goTo(target)) event.preventDefault()
    })
  }

  // Coming from the page of a move: the editor is made after the page. Whoever types elsewhere by then is let be.
  const arrive = (target, tries) => {
    const isFree = document.activeElement === document.body || document.activeElement === target
    if (!isFree) return
    if (target.closest(".body-editor") && !editorOf(target) && tries) setTimeout(() => arrive(target, tries - 1), 100)
    else goTo(target)
  }

  const target = targetOf(location.hash)
  if (target) arrive(target, 30)
}
