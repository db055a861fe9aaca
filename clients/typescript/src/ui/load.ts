/** A token, or a way to get a fresh one: session tokens live for a minute. */
export type TokenSource = string | (() => string | Promise<string>);

/** Reads JSON for a widget; anything but a success is an error. */
export async function load<Data>(source: string, token?: TokenSource): Promise<Data> {
  const bearer = typeof token === 'function' ? await token() : token;
  const response = await fetch(source, bearer === undefined ? {} : { headers: { authorization: `Bearer ${bearer}` } });
  if (!response.ok) {
    throw new Error(`${source} answered ${response.status}`);
  }
  return (await response.json()) as Data;
}
