package io.spiffeaws.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlSyntaxErrorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a: b: c           | f:1:5: not valid YAML: a name with a value is not expected here | put a text that contains ": " in quotes, and give the names of one mapping the same indentation
          a: b\\n  c: d     | f:2:4: not valid YAML: a name with a value is not expected here | put a text that contains ": " in quotes, and give the names of one mapping the same indentation
          a:\\n  b: 1\\n c: 2 | f:3:2: not valid YAML: the indentation does not fit the lines above | give the items of one list, and the names of one mapping, the same indentation
          a: [              | f:1:5: not valid YAML: a value is missing | ``
          a: [b\\nc: d      | f:2:2: not valid YAML: expected , or ] | close the bracket that opens at f:1:4
          a: {b: 1\\nc: [2] | f:2:2: not valid YAML: expected , or } | close the bracket that opens at f:1:4
          `a: "b`           | f:1:6: not valid YAML: the text in quotes does not end | close the quotes that open at f:1:4
          `a: "\\\\q"`      | f:1:6: not valid YAML: unknown escape sequence | write \\\\ for a backslash, or use single quotes
          a: @b             | f:1:4: not valid YAML: a value cannot begin with this character | put the value in quotes
          a: `b             | f:1:4: not valid YAML: a value cannot begin with this character | put the value in quotes
          a:\\n\\tb: 1      | f:2:1: not valid YAML: a tab, where only spaces are allowed | use spaces for indentation
          a: 1\\nb\\nc: 2   | f:3:1: not valid YAML: expected : after the name | ``
          a: !<             | f:1:6: not valid YAML | ``
          """)
  void aMistakeHasOwnWords(String text, String message, String hint) {
    var yaml = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
    var problem =
        catchThrowableOfType(
                ProblemException.class, () -> YamlText.document("f", "malformed-yaml", yaml))
            .problem();
    assertThat(problem.message()).isEqualTo(message);
    assertThat(problem.hint()).isEqualTo(hint);
  }
}
