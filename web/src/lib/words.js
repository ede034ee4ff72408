// Words of the islands. Chinese is the source; English is looked up. The page says which one it speaks.
import en from './en.json' with { type: 'json' };

export const language = () => (document.documentElement.lang.startsWith('en') ? 'en' : 'zh');

export function say(chinese, values = {}, lang = language()) {
  const text = lang === 'en' ? (en[chinese] ?? chinese) : chinese;
  return text.replace(/{(\w+)}/g, (_, name) => values[name] ?? '');
}

// An error or problem of the engine carries both languages.
export const either = (thing, lang = language()) => thing[lang] ?? thing.zh ?? thing.en ?? '';
