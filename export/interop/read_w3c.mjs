// Reads a collection as a page with @recogito/text-annotator would, and prints each annotation with the words that its
// selectors cover there: JavaScript's own, in UTF-16 units.
import { readFileSync } from 'node:fs';
import { W3CTextFormat } from '@recogito/text-annotator';

const [file, source] = process.argv.slice(2);
const text = readFileSync(file + '.txt', 'utf8');
const adapter = W3CTextFormat(source);
const page = JSON.parse(readFileSync(file + '.jsonld', 'utf8')).first;
const again = [];
for (const item of page.items) {
  const { parsed, error } = adapter.parse(item);
  if (error) throw error;
  console.log(JSON.stringify({
    id: parsed.id,
    by: parsed.target.creator.name ?? item.creator.nickname,
    label: parsed.bodies.find(b => b.purpose === 'tagging').value,
    quotes: parsed.target.selector.map(s => s.quote),
    words: parsed.target.selector.map(s => text.slice(s.start, s.end)),
  }));
  again.push(adapter.serialize(parsed));
}
console.error(JSON.stringify(again));
