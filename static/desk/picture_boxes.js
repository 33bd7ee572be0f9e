// Where a picture is cut, in fractions of its width and height: the same rules as on the server.

globalThis.pictureBoxes = (() => {
  const SMALLEST = 0.05
  const clamp = (value, least, most) => Math.min(Math.max(value, least), most)
  const round = (value) => Math.round(value * 10000) / 10000

  // The height that goes with a width, `shape` being the ratio of the use by that of the picture.
  const heightOf = (width, shape) => width / shape

  // The largest box of a shape with the focal point as near to its middle as can be; all of it for no shape.
  function around([x, y], shape) {
    if (!shape) return [0, 0, 1, 1]
    const [width, height] = [Math.min(1, shape), Math.min(1, 1 / shape)]
    return [clamp(x - width / 2, 0, 1 - width), clamp(y - height / 2, 0, 1 - height), width, height]
  }

  function moved([left, top, width, height], right, down) {
    return [clamp(left + right, 0, 1 - width), clamp(top + down, 0, 1 - height), width, height]
  }

  // The box with one corner (0 or 1 to the right and to the bottom) at a point, and the opposite one where it was.
  function stretched(box, [atRight, atBottom], [x, y], shape) {
    const fixed = [atRight ? box[0] : box[0] + box[2], atBottom ? box[1] : box[1] + box[3]]
    const room = [atRight ? 1 - fixed[0] : fixed[0], atBottom ? 1 - fixed[1] : fixed[1]]
    let width = Math.abs(x - fixed[0])
    let height = Math.abs(y - fixed[1])
    if (shape) {
      width = clamp(Math.max(width, height * shape), SMALLEST, Math.min(room[0], room[1] * shape))
      height = heightOf(width, shape)
    } else {
      width = clamp(width, SMALLEST, room[0])
      height = clamp(height, SMALLEST, room[1])
    }
    return [atRight ? fixed[0] : fixed[0] - width, atBottom ? fixed[1] : fixed[1] - height, width, height]
  }

  // Larger or smaller around its middle, as far as there is room.
  function scaled([left, top, width, height], by) {
    const most = Math.min(1 / width, 1 / height)
    const factor = clamp(by, SMALLEST / Math.min(width, height), most)
    const [wide, high] = [width * factor, height * factor]
    const middle = [left + width / 2, top + height / 2]
    return [clamp(middle[0] - wide / 2, 0, 1 - wide), clamp(middle[1] - high / 2, 0, 1 - high), wide, high]
  }

  function read(text) {
    const sides = text.trim().split(/\s+/).map(Number)
    return sides.length === 4 && sides.every((side) => side >= 0 && side <= 1) && sides[2] && sides[3] ? sides : null
  }

  const written = (box) => box.map(round).join(" ")

  return { around, moved, stretched, scaled, read, written, clamp, round }
})()
