package io.spiffeaws.sandbox.aws.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The condition keys of a request and their values. Keys are not case-sensitive. Immutable.
public final class RequestContext {
  private static final RequestContext EMPTY = new RequestContext(Map.of());

  private final Map<String, List<String>> values;

  private RequestContext(Map<String, List<String>> values) {
    this.values = values;
  }

  public static RequestContext empty() {
    return EMPTY;
  }

  /// Returns this context with one more key. A key without values is absent.
  public RequestContext with(String key, List<String> keyValues) {
    if (keyValues.isEmpty()) {
      return this;
    }
    var more = new HashMap<>(values);
    more.put(key.toLowerCase(Locale.ROOT), List.copyOf(keyValues));
    return new RequestContext(more);
  }

  public RequestContext with(String key, String value) {
    return with(key, List.of(value));
  }

  /// Returns the union of both contexts. Values of the argument override.
  public RequestContext with(RequestContext other) {
    var more = new HashMap<>(values);
    more.putAll(other.values);
    return new RequestContext(more);
  }

  /// Returns the values of a key.
  ///
  /// @return empty if the request does not have the key
  public List<String> values(String key) {
    return values.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
  }
}
