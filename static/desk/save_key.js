// Ctrl+S, or Command+S, saves the story or picture and stays on its page. Anywhere but in its form the key is the browser's own.

{
  const form = document.querySelector("#article_form, #image_form")

  // By the letter, or by its place on keyboards without Latin letters.
  const isS = ({ key, code }) => key.toLowerCase() === "s" || (code === "KeyS" && !/^[a-z]$/i.test(key))

  form?.addEventListener("keydown", (event) => {
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    if (!isCommand || !isS(event) || event.isComposing) return
    const button = form.querySelector("[type=submit][name=_continue]") ?? form.querySelector("[type=submit][name=_save]")
    if (!button) return
    event.preventDefault()
    if (!event.repeat) form.requestSubmit(button)
  })
}
