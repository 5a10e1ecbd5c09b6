package io.spiffeaws.system;

import java.util.Optional;

/// A user or a group of the operating system.
///
/// @param name its name; empty if it has none, or its name is unknown
public record Account(long id, Optional<String> name) {
  @Override
  public String toString() {
    return name.map(known -> id + " (" + known + ")").orElseGet(() -> Long.toString(id));
  }
}
