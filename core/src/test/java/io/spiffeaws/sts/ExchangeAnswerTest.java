package io.spiffeaws.sts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeAnswerTest {
  private static final String ERROR =
      "<?xml version=\"1.0\"?>\n<ErrorResponse xmlns=\"x\"><Error><Code>AccessDenied</Code>"
          + "<Message>not &lt;you&gt; &amp; <![CDATA[<me>]]></Message></Error></ErrorResponse>";

  @Test
  void textsAreFoundByElementPath() {
    var answer = ExchangeAnswer.parse(ERROR);
    assertThat(answer.text("ErrorResponse/Error/Code")).hasValue("AccessDenied");
    assertThat(answer.text("ErrorResponse/Error/Message")).hasValue("not <you> & <me>");
    assertThat(answer.text("ErrorResponse/Code")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "<html><body>proxy<br></body></html>",
        "{\"a\":1}",
        "<ErrorResponse><Error><Code>AccessDenied</Code>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>",
        "<!DOCTYPE a [<!ENTITY e \"v\">]><a>&e;</a>"
      })
  void invalidXmlHasNoTexts(String text) {
    var answer = ExchangeAnswer.parse(text);
    assertThat(answer.text("ErrorResponse/Error/Code")).isEmpty();
    assertThat(answer.text("a")).isEmpty();
  }

  @Test
  void deeplyNestedXmlHasNoTexts() {
    assertThat(ExchangeAnswer.parse("<a>".repeat(100_000)).text("a")).isEqualTo(Optional.empty());
  }

  @Test
  void mutatedAnswersNeverThrow() {
    var random = new SplittableRandom(20261123);
    for (var round = 0; round < 3000; round++) {
      var text = new StringBuilder(ERROR);
      for (var change = random.nextInt(1, 6); change > 0; change--) {
        var at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, (char) random.nextInt(0x300));
          case 1 -> text.deleteCharAt(at);
          default -> text.insert(at, (char) random.nextInt(0x80));
        }
      }
      var _ = ExchangeAnswer.parse(text.toString()).text("ErrorResponse/Error/Code");
    }
  }
}
