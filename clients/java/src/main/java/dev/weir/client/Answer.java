package dev.weir.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that Weir answered, read member by member; a missing member is an error that names
 * it.
 */
record Answer(int status, Optional<String> retryAfter, Map<String, @Nullable Object> members) {

  String text(String name) {
    return (String) required(name);
  }

  BigDecimal amount(String name) {
    return (BigDecimal) required(name);
  }

  long whole(String name) {
    return amount(name).longValueExact();
  }

  Optional<String> textIfThere(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  Optional<BigDecimal> amountIfThere(String name) {
    return members.get(name) instanceof BigDecimal amount ? Optional.of(amount) : Optional.empty();
  }

  Optional<Instant> timeIfThere(String name) {
    return textIfThere(name).map(Instant::parse);
  }

  Answer object(String name) {
    return of(required(name));
  }

  List<Answer> objects(String name) {
    return ((List<?>) required(name)).stream().map(item -> of(item)).toList();
  }

  private Object required(String name) {
    Object value = members.get(name);
    if (value == null) {
      throw new WeirException(status, "answer_incomplete", "the answer has no member " + name);
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private Answer of(@Nullable Object object) {
    if (object instanceof Map<?, ?> inner) {
      return new Answer(status, Optional.empty(), (Map<String, @Nullable Object>) inner);
    }
    throw new WeirException(status, "answer_incomplete", "expected an object");
  }
}
