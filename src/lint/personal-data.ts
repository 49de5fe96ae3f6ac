import { wordsOf } from "./word-case.js";

/**
 * What looks personal, as words that stand next to each other in a name. Kept to names that mean a person: `name` alone
 * may be a product's, `address` alone a person's or a server's, and is taken for a person's.
 */
const kinds: Readonly<Record<string, readonly string[]>> = {
  "an email address": ["email", "e mail", "mail address"],
  "a phone number": ["phone", "telephone", "mobile number", "cell number", "msisdn", "fax"],
  "a person's name": [
    ...["first name", "last name", "full name", "given name", "family name", "middle name", "surname", "maiden name"],
    ...["firstname", "lastname", "fullname"],
  ],
  "a date of birth": ["birth", "birthday", "birthdate", "dob"],
  "an identity document": [
    ...["ssn", "social security", "national id", "passport", "driver license", "drivers license", "driving license"],
    ...["tax id", "nino", "national insurance"],
  ],
  "a bank account": ["iban", "bic", "bank account", "account holder", "routing number", "sort code"],
  "a payment card": ["credit card", "card number", "card holder", "cardholder", "cvv", "cvc"],
  "a secret": ["password", "passwd", "passphrase", "pin code", "api key", "access token", "refresh token", "secret"],
  "a network address of a person": ["ip address", "ip addr", "client ip", "remote ip", "user ip", "mac address", "ip"],
  "a postal address": ["address", "street", "postcode", "postal code", "zip code", "zipcode", "house number"],
  "a place somebody is at": ["latitude", "longitude", "geolocation", "gps"],
  "a sensitive fact": ["gender", "ethnicity", "religion", "nationality", "marital status", "sexual orientation"],
};

/** Words after which the personal word is about something else: `email_template`, `address_type`, `phone_required`. */
const notAbout: ReadonlySet<string> = new Set([
  ...["template", "type", "kind", "format", "count", "enabled", "required", "verified", "valid", "status", "flag"],
  ...["policy", "length", "hash", "version", "allowed", "optional", "consent", "opt", "id", "ids", "sent"],
]);

const phrases = Object.entries(kinds).flatMap(([kind, names]) =>
  names.map((name) => ({ kind, words: name.split(" ") })),
);

/** What a name looks like, for example `an email address`; undefined when it looks like nothing personal. */
export function personalKind(name: string): string | undefined {
  const words = wordsOf(name);
  for (const phrase of phrases) {
    const at = indexOfPhrase(words, phrase.words);
    if (at === -1) continue;
    const after = words[at + phrase.words.length];
    if (after === undefined || !notAbout.has(after)) return phrase.kind;
  }
  return undefined;
}

function indexOfPhrase(words: readonly string[], phrase: readonly string[]): number {
  const stands = (at: number, word: string): boolean => words[at] === word || singular(words[at]) === word;
  return words.findIndex((_, at) => phrase.every((word, ahead) => stands(at + ahead, word)));
}

function singular(word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  return word.endsWith("ses")
    ? word.slice(0, -2)
    : word.endsWith("s") && !word.endsWith("ss")
      ? word.slice(0, -1)
      : word;
}
