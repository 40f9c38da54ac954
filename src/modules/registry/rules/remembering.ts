/**
 * Remembers what a pure function answered, of the texts that came last: never more than twice `limit`. What is asked again stays, what is
 * not is forgotten after as many others; never all at once, so that a server keeps its speed and its memory keeps its size.
 */
export function remembering<T extends {}>(limit: number, work: (text: string) => T): (text: string) => T {
  let recent = new Map<string, T>();
  let before = new Map<string, T>();
  return (text) => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const answer = before.get(text) ?? work(text);
    if (recent.size >= limit) {
      before = recent;
      recent = new Map();
    }
    recent.set(text, answer);
    return answer;
  };
}
