import {formatPlace, type Location} from '../../source/location.js';
import {escapeTerminal} from '../../text/escape.js';

/** A place as editors and terminals open it, whatever the file is called. */
export function placeText(location: Location): string {
  return escapeTerminal(formatPlace(location));
}

/** Words about a place, followed by the place. */
export function withPlace(words: string, location: Location | undefined): string {
  const text = escapeTerminal(words);
  if (location === undefined) return text;
  return `${text}${/[.:)]$/.test(text) ? '' : ':'} ${placeText(location)}`;
}
