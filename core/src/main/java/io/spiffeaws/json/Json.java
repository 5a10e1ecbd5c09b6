package io.spiffeaws.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value as an immutable tree. Members keep their order, and numbers keep their text, so
/// that reading and writing a document does not change its meaning.
public sealed interface Json {
  /// An object; its members in the order of the document.
  record Obj(Map<String, Json> members) implements Json {
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /// The member of that name, exactly as spelled.
    public Optional<Json> get(String name) {
      return Optional.ofNullable(members.get(name));
    }

    /// The text of that member; empty if it is absent or not a string.
    public Optional<String> text(String name) {
      return get(name)
          .flatMap(value -> value instanceof Str(var text) ? Optional.of(text) : Optional.empty());
    }

    /// The same object with that member set: in place if the member exists, otherwise at the end.
    public Obj with(String name, Json value) {
      var changed = new LinkedHashMap<>(members);
      changed.put(name, value);
      return new Obj(changed);
    }

    /// The same object without that member.
    public Obj without(String name) {
      var changed = new LinkedHashMap<>(members);
      changed.remove(name);
      return new Obj(changed);
    }
  }

  /// An array.
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /// A string.
  record Str(String text) implements Json {}

  /// A number, in the digits of the document (`1.0` stays `1.0`).
  record Num(String digits) implements Json {}

  /// `true` or `false`.
  record Bool(boolean value) implements Json {}

  /// `null`.
  record Null() implements Json {}

  static Str of(String text) {
    return new Str(text);
  }

  static Num of(long number) {
    return new Num(Long.toString(number));
  }

  static Bool of(boolean value) {
    return new Bool(value);
  }

  static Arr strings(List<String> texts) {
    return new Arr(texts.stream().<Json>map(Str::new).toList());
  }

  static Arr array(List<? extends Json> items) {
    return new Arr(new ArrayList<>(items));
  }

  static Obj object() {
    return new Obj(Map.of());
  }
}
