package io.spiffeaws.check;

/// One thing that was looked at.
///
/// @param name a stable word for programs
/// @param ok whether it is as it should be
/// @param detail what was seen, in one line
/// @param hint what mends it; empty where nothing has to be mended
public record Check(String name, boolean ok, String detail, String hint) {
  public static Check good(String name, String detail) {
    return new Check(name, true, detail, "");
  }

  public static Check bad(String name, String detail, String hint) {
    return new Check(name, false, detail, hint);
  }
}
