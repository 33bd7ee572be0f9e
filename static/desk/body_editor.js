// What our bodies hold beyond ordinary text: pictures and embeds by number, asides, links to stories.
import { Mark, Node, mergeAttributes } from "django-prose-editor/editor"

const attribute = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
})

export const NewsFigure = Node.create({
  name: "newsFigure",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() {
    return { "data-picture": attribute("data-picture"), "data-embed": attribute("data-embed") }
  },
  parseHTML() {
    return [{ tag: "figure[data-picture]" }, { tag: "figure[data-embed]" }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["figure", mergeAttributes(HTMLAttributes)]
  },
})

export const NewsAside = Node.create({
  name: "newsAside",
  group: "block",
  content: "block+",
  parseHTML() {
    return [{ tag: "aside" }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["aside", mergeAttributes(HTMLAttributes), 0]
  },
})

export const StoryLink = Mark.create({
  name: "storyLink",
  priority: 1100,
  inclusive: false,
  excludes: "link",
  addAttributes() {
    return { "data-article": attribute("data-article") }
  },
  parseHTML() {
    return [{ tag: "a[data-article]" }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["a", mergeAttributes(HTMLAttributes), 0]
  },
})

// The editor has the name of the field that it stands for, and a press on that name leads into it.
document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const [label] = textarea.labels
  if (!label) return
  label.id ||= `${textarea.id}_label`
  editor.view.dom.setAttribute("aria-labelledby", label.id)
  editor.view.setProps({ attributes: { ...editor.view.props.attributes, "aria-labelledby": label.id } })
  label.addEventListener("click", () => editor.commands.focus())
})
