import {Cursor, type Place, type ReadProblems} from '../../../source/cursor.js';
import {type Location, SourceText} from '../../../source/location.js';
import {parseYaml} from '../../../source/yaml.js';

/**
 * What a text holds that Heat reads as JSON, as a document of its own; undefined where it is none.
 *
 * Parameters of type *json* take text as well as mappings and lists (heat/engine/parameters.py, JsonParam). Every value in it has the place
 * of the text.
 */
export function readJsonText(text: Cursor, problems: ReadProblems): Cursor | undefined {
  const written = text.scalar();
  if (typeof written !== 'string' || !isJson(written)) return undefined;
  const {documents} = parseYaml(new TextWithin(written, text.place), '1.2');
  const [document] = documents;
  return document === undefined ? undefined : new Cursor(document, document.root, text.path, problems);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A text inside a value, whose every place is that of the value; the pointer goes on into it. */
class TextWithin extends SourceText {
  readonly #place: Place;

  constructor(text: string, place: Place) {
    super(place.document.source.name, text);
    this.#place = place;
  }

  override location(_start: number, _end: number, _document = 0, pointer = ''): Location {
    const outer = this.#place.document.location(this.#place.node);
    return {...outer, pointer: outer.pointer + pointer};
  }
}
