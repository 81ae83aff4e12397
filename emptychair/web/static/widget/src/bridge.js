// In the script of further kinds: what the first script lends.
let lent = {};
export const make = (...parts) => lent.make(...parts);
export const points = (...parts) => lent.points(...parts);
export const ends = (...parts) => lent.ends(...parts);
export function lend(given) {
  lent = given;
}
