// Choosing quickly between what is saved and what was typed: all at once, and how many are still looked at.

for (const section of document.querySelectorAll(".differences")) {
  const questions = [...section.querySelectorAll("fieldset.row")]
  for (const question of questions) {
    question.addEventListener("change", () => question.classList.add("chosen"))
    // A press on a side chooses it, as its radio button does.
    const sides = question.querySelectorAll(".side")
    for (const [index, value] of ["saved", "mine"].entries()) {
      const radio = question.querySelector(`input[value=${value}]`)
      sides[index]?.addEventListener("click", () => {
        if (!radio || getSelection()?.toString()) return
        radio.checked = true
        radio.dispatchEvent(new Event("change", { bubbles: true }))
      })
    }
  }
}
