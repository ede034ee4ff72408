// Where the canvas looks: the whole diagram when that is readable, else its beginning or the step in question.
const READABLE = 0.55; // below this scale the labels cannot be read
const MARGIN = 20; // diagram units around the drawing
export const PALETTE = 80; // pixels the editor's palette covers on the left

export function camera(viewer, left = 0) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');

  function whole() {
    canvas.zoom('fit-viewport');
    const { x, inner, scale } = canvas.viewbox();
    const gap = (inner.x - x) * scale;
    if (gap < left) canvas.scroll({ dx: left - gap, dy: 0 });
  }

  // The beginning of the diagram at a readable scale.
  function start() {
    whole();
    if (canvas.zoom() >= READABLE) return;
    const { inner } = canvas.viewbox();
    canvas.zoom(READABLE);
    const { width, height } = canvas.viewbox();
    canvas.viewbox({ x: inner.x - (left + 10) / READABLE, y: inner.y - 20, width, height });
  }

  // The first of these elements in the middle, unless everything can be read anyway.
  function at(ids) {
    const shape = ids.map((id) => registry.get(id)).find(Boolean);
    if (!shape || fits()) return;
    if (canvas.zoom() < READABLE) canvas.zoom(READABLE);
    const { width, height, inner } = canvas.viewbox();
    const x = middle(shape.x, shape.width, width, inner.x, inner.width);
    const y = middle(shape.y, shape.height, height, inner.y, inner.height);
    canvas.viewbox({ x, y, width, height });
  }

  function fits() {
    const { inner, width, height } = canvas.viewbox();
    return canvas.zoom() >= READABLE && inner.width <= width && inner.height <= height;
  }
  return { whole, start, at };
}

// Where a window of `size` begins so that the shape is in its middle, without leaving the drawing.
function middle(at, extent, size, from, length) {
  const wanted = at + (extent ?? 0) / 2 - size / 2;
  return Math.max(from - MARGIN, Math.min(wanted, from + length - size + MARGIN));
}
