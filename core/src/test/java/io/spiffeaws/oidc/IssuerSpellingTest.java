package io.spiffeaws.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.oidc.IssuerSpelling.Named;
import io.spiffeaws.oidc.IssuerSpelling.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuerSpellingTest {
  private static final String RIGHT = "https://oidc.example.org";

  /// The spelling in each place: r right, s with a slash, h with http, p with a port, c in another
  /// case, o another issuer, - unknown; the right spelling, and the wrong places.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # token document option provider trust
          r r r r r | - |
          r - - - - | - |
          r r - - - | - |
          r r - r - | - |
          s r - r r | r | TOKEN
          h r - r r | r | TOKEN
          p r - r r | r | TOKEN
          c r - r r | r | TOKEN
          r s - r r | r | DOCUMENT
          r r - s r | r | PROVIDER
          r r - r s | r | TRUST
          r r - s s | r | PROVIDER TRUST
          s s - r r | s | PROVIDER TRUST
          s s r r r | r | TOKEN DOCUMENT
          r r s r r | r | OPTION
          r r s - - | r | OPTION
          h h - - - | r | TOKEN DOCUMENT
          p p - - - | r | TOKEN DOCUMENT
          h h - r r | r | TOKEN DOCUMENT
          h - - - - | r | TOKEN
          p - - - - | r | TOKEN
          h r - - - | r | TOKEN
          p r - - - | r | TOKEN
          r h - - - | r | DOCUMENT
          s r r - - | r | TOKEN
          r s r - - | r | DOCUMENT
          s - - r - | r | TOKEN
          s - - - r | r | TOKEN
          s r - s r | s | DOCUMENT TRUST
          s r - r s | r | TOKEN TRUST
          s r - r c | r | TOKEN TRUST
          r o - r r | - |
          r r - o o | - |
          """)
  void majorityIsRight(String spellings, String right, String wrong) {
    var spelling = IssuerSpelling.of(places(spellings));

    assertThat(spelling.map(found -> letter(found.right())).orElse("-")).isEqualTo(right);
    assertThat(
            spelling.stream()
                .flatMap(found -> found.wrong().stream())
                .map(named -> named.place().name())
                .collect(Collectors.joining(" ")))
        .isEqualTo(wrong == null ? "" : wrong);
    assertThat(spelling.map(IssuerSpelling::certain).orElse(true)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"s r", "r s", "c r", "r c", "s c"})
  void tokenAndDocumentAloneMayBothBeWrong(String spellings) {
    assertThat(IssuerSpelling.of(places(spellings)).orElseThrow().certain()).isFalse();
  }

  @Test
  void providerThatIsRightIsNotWrongBecauseOfASecondOne() {
    var places =
        new ArrayList<>(places("s r - r r")); // a second one was created for the wrong issuer
    places.add(new Named(Place.PROVIDER, RIGHT + "/"));

    var spelling = IssuerSpelling.of(places).orElseThrow();

    assertThat(spelling.right()).isEqualTo(RIGHT);
    assertThat(spelling.wrong()).extracting(Named::place).containsExactly(Place.TOKEN);
  }

  static Stream<String> combinations() {
    var letters = "rshpc-";
    return IntStream.range(0, (int) Math.pow(letters.length(), 5))
        .mapToObj(number -> {
          var text = new ArrayList<String>();
          var rest = number;
          for (var place = 0; place < 5; place++) {
            text.add("" + letters.charAt(rest % letters.length()));
            rest /= letters.length();
          }
          return String.join(" ", text);
        })
        .filter(text -> !text.startsWith("-"));
  }

  /// All combinations: the right spelling is one that AWS accepts, some place uses it or none
  /// could, and after the wrong places are corrected nothing is wrong.
  @Test
  void correctedPlacesAgree() {
    combinations()
        .forEach(text -> {
          var places = places(text);
          var spelling = IssuerSpelling.of(places);
          if (spelling.isEmpty()) {
            assertThat(new HashSet<>(places.stream().map(Named::url).toList())).as(text).hasSize(1);
            return;
          }
          var right = spelling.get().right();
          assertThat(IssuerSpelling.corrected(right)).as(text).isEqualTo(right);
          var fixed = places.stream().map(named -> new Named(named.place(), right)).toList();
          assertThat(IssuerSpelling.of(fixed)).as(text).isEmpty();
          assertThat(places.stream().filter(named -> !named.url().equals(right)).toList())
              .as(text)
              .containsExactlyInAnyOrderElementsOf(spelling.get().wrong());
        });
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.b/c, https://a.b/c",
    "https://a.b:8443/c/, https://a.b/c/",
    "https://a.b, https://a.b",
    "a.b, https://a.b",
    "HTTPS://a.b, https://a.b"
  })
  void schemeAndPortAreCorrected(String url, String corrected) {
    assertThat(IssuerSpelling.corrected(url)).isEqualTo(corrected);
  }

  private static List<Named> places(String spellings) {
    var letters = spellings.split(" ", -1);
    var order = List.of(Place.TOKEN, Place.DOCUMENT, Place.OPTION, Place.PROVIDER, Place.TRUST);
    return IntStream.range(0, letters.length)
        .filter(index -> !letters[index].equals("-"))
        .mapToObj(index -> new Named(order.get(index), url(letters[index])))
        .toList();
  }

  private static String url(String letter) {
    return switch (letter) {
      case "r" -> RIGHT;
      case "s" -> RIGHT + "/";
      case "h" -> "http://oidc.example.org";
      case "p" -> RIGHT + ":443";
      case "c" -> "https://OIDC.example.org";
      default -> "https://other.example.org";
    };
  }

  private static String letter(String url) {
    return Stream.of("r", "s", "h", "p", "c", "o")
        .filter(letter -> url(letter).equals(url))
        .findFirst()
        .orElse("?");
  }
}
