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

  /// The same context with one more key; without values it is not there.
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

  /// Both together; the other's values win.
  public RequestContext with(RequestContext other) {
    var more = new HashMap<>(values);
    more.putAll(other.values);
    return new RequestContext(more);
  }

  /// @return empty where the request has no such key
  public List<String> values(String key) {
    return values.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
  }
}
