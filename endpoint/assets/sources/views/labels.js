// Where the names of a network's nodes stand: beside, above or below, wherever no other name or node is in the way.
const SIZE = 11, WIDE = 6.3, ROOM = 3, AWAY = 9; // AWAY: from the rim of a node to the middle of a name above or below it

const SIDES = [
  { anchor: "start", x: 1, y: 0 },
  { anchor: "end", x: -1, y: 0 },
  { anchor: "middle", x: 0, y: -1 },
  { anchor: "middle", x: 0, y: 1 },
];

function boxOf(node, side, radius) {
  const width = node.text.length * WIDE, gap = radius + 4;
  const x = node.x + side.x * gap - (side.anchor === "end" ? width : side.anchor === "middle" ? width / 2 : 0);
  const y = node.y + (side.x ? 0 : side.y * (radius + AWAY));
  return [x - ROOM, y - SIZE * 0.7, x + width + ROOM, y + SIZE * 0.7];
}

const overlap = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

// Gives each node ``side`` (null where there is no room); those with most links choose first.
export function placeLabels(nodes, degree, radius) {
  const taken = nodes.map((node) => [node.x - radius, node.y - radius, node.x + radius, node.y + radius]);
  const order = [...nodes].sort((one, other) => degree(other) - degree(one));
  for (const node of order) {
    const own = nodes.indexOf(node);
    node.side = SIDES.find((side) => {
      const box = boxOf(node, side, radius);
      return !taken.some((other, number) => number !== own && overlap(box, other));
    }) || null;
    if (node.side) taken.push(boxOf(node, node.side, radius));
  }
  return taken;
}

export function showLabel(text, node, radius) {
  const side = node.side || SIDES[0];
  text.attr("text-anchor", side.anchor).attr("x", side.x * (radius + 4)).attr("y", side.x ? 4 : side.y * (radius + AWAY) + 4);
  text.classed("crowded", !node.side);
}
