package io.spiffeaws.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/// Escapes what YAML does not take as it stands, besides what JSON does not (YAML 1.2.2, section
/// 5.1), so that what is printed is read by readers of both.
final class JsonEscapes extends CharacterEscapes {
  static final JsonEscapes OF_YAML = new JsonEscapes();

  private static final long serialVersionUID = 1;

  private JsonEscapes() {}

  @Override
  public int[] getEscapeCodesForAscii() {
    var codes = standardAsciiEscapesForJSON();
    codes[0x7f] = ESCAPE_STANDARD;
    return codes;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return (character >= 0x80 && character <= 0x9f) || character == 0xfffe || character == 0xffff
        ? new SerializedString("\\u%04X".formatted(character))
        : null;
  }
}
