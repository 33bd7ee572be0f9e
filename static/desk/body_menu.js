// The editor's buttons: named in the interface's language, one stop of the keyboard, and saying what is pressed.
import { Menu as StockMenu } from "django-prose-editor/editor"
import { openDialog, wordsOf } from "newsroom/body_dialogs"

const ICONS = {
  picture: "image",
  gallery: "photo_library",
  pictureWords: "subtitles",
  galleryWords: "subtitles",
  storyLink: "feed",
  embed: "smart_display",
  aside: "sticky_note_2",
  pullQuote: "short_text",
  cite: "person",
  language: "translate",
  "table:caption": "subtitles",
  html: "html",
  keys: "keyboard",
}
const SHORT = ["picture", "gallery", "pictureWords", "galleryWords", "storyLink", "embed", "aside", "pullQuote", "cite"] // shown with their name
const MAC = /Mac|iPhone|iPad/.test(navigator.platform)

const buttonsIn = (bar) => [...bar.querySelectorAll("button[data-name]:not(.hidden)")]

const dress = (bar, words) => {
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", words.toolbar)
  bar.lang = document.documentElement.lang
  for (const button of bar.querySelectorAll("button[data-name]")) {
    const { name } = button.dataset
    const word = words.buttons[name] ?? button.title
    button.title = word
    button.setAttribute("aria-label", word)
    if (!ICONS[name]) continue
    const icon = document.createElement("span")
    icon.className = "material-icons"
    icon.setAttribute("aria-hidden", "true")
    icon.textContent = ICONS[name]
    button.classList.remove("material-icons")
    button.classList.toggle("with-word", SHORT.includes(name))
    button.replaceChildren(icon, ...(SHORT.includes(name) ? [word] : []))
  }
}

// One button is where Tab leads; arrows lead on from there, Escape back into the text.
const rove = (bar, editor) => {
  const stop = (chosen) => {
    for (const button of bar.querySelectorAll("button")) button.tabIndex = button === chosen ? 0 : -1
  }
  bar.addEventListener("focusin", (event) => event.target.dataset.name && stop(event.target))
  bar.addEventListener("keydown", (event) => {
    const shown = buttonsIn(bar)
    const at = shown.indexOf(document.activeElement)
    const onward = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight"
    const back = onward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"
    const place = { [onward]: at + 1, [back]: at - 1, Home: 0, End: -1 }[event.key]
    if (event.key === "Escape") editor.commands.focus()
    else if (place === undefined) return
    else shown.at(place % shown.length).focus()
    event.preventDefault()
  })
  return () => {
    const shown = buttonsIn(bar)
    if (!shown.some((button) => button.tabIndex === 0)) stop(shown[0])
  }
}

const mirror = (bar) => {
  for (const button of bar.querySelectorAll("button[data-name]")) {
    button.setAttribute("aria-disabled", String(button.classList.contains("disabled")))
    if (button.classList.contains("active")) button.setAttribute("aria-pressed", "true")
    else button.removeAttribute("aria-pressed")
  }
}

export const Menu = StockMenu.extend({
  onCreate(event) {
    this.parent?.(event)
    const bar = this.storage.dom
    dress(bar, wordsOf(this.editor))
    for (const button of bar.querySelectorAll("button")) button.tabIndex = -1
    const keepStop = rove(bar, this.editor)
    const follow = () => {
      mirror(bar)
      keepStop()
    }
    this.editor.on("transaction", follow)
    follow()
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "keys",
      groups: "utility",
      priority: 50,
      button: buttons.text(""),
      command: openKeys,
    })
  },

  addKeyboardShortcuts() {
    return {
      "Alt-F10": () => {
        this.storage.dom?.querySelector("button[tabindex='0']")?.focus()
        return true
      },
    }
  },
})

const openKeys = (editor) => {
  const dialog = openDialog(editor, "keys")
  dialog.querySelector(".saves").hidden = !document.getElementById("article_form")
  for (const key of MAC ? dialog.querySelectorAll("kbd") : []) {
    key.textContent = { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" }[key.textContent] ?? key.textContent
  }
}
