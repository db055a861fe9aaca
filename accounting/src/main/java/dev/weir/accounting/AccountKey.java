package dev.weir.accounting;

/**
 * One user of one tenant in one mode: the unit of ordering, and the text that keys its messages. No
 * part contains a slash, so the text can be taken apart again.
 */
public record AccountKey(String tenant, Mode mode, String user) {

  public String text() {
    return tenant + '/' + mode.text() + '/' + user;
  }

  public static AccountKey parse(String text) {
    int first = text.indexOf('/');
    int second = text.indexOf('/', first + 1);
    if (first <= 0
        || second < 0
        || second == text.length() - 1
        || text.indexOf('/', second + 1) >= 0) {
      throw new IllegalArgumentException("not an account key: " + text);
    }
    return new AccountKey(
        text.substring(0, first),
        Mode.parse(text.substring(first + 1, second)),
        text.substring(second + 1));
  }

  /** Whether tenant and user are ids, as they are in whatever came through a gateway. */
  public boolean isValid() {
    return Validity.isId(tenant) && Validity.isId(user);
  }

  @Override
  public String toString() {
    return text();
  }
}
