/** What stands in the store's file is nothing that was ever written there. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}
