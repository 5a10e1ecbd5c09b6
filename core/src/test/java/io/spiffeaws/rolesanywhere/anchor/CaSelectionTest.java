package io.spiffeaws.rolesanywhere.anchor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.spire.BundleAuthority;
import io.spiffeaws.spire.X509Authorities.Authority;
import io.spiffeaws.spire.X509Authorities.State;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The choice of CAs as a table. CAs are named a to d in the order of their creation; `!a` is
/// tainted, and `x` has expired.
final class CaSelectionTest {
  private static final Map<String, BundleAuthority> CAS = cas();

  private static Map<String, BundleAuthority> cas() {
    var cas = new LinkedHashMap<String, BundleAuthority>();
    var begin = TestCas.NOW.minus(Duration.ofHours(20));
    for (var name : List.of("a", "b", "c", "d")) {
      cas.put(name, new BundleAuthority(TestCas.ca(name, begin), false));
      begin = begin.plus(Duration.ofHours(1));
    }
    cas.put("x", new BundleAuthority(TestCas.ca("x", begin.minus(Duration.ofDays(2))), false));
    return cas;
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # bundle,      active, prepared, old, unused, selected,              waiting, excess
          'a',           a,      -,        -,   '',     'a active',            '',      ''
          'a b',         a,      b,        -,   '',     'a active,b prepared', '',      ''
          'a b',         b,      -,        a,   '',     'b active,a old',      '',      ''
          '!a b',        b,      -,        a,   '',     'b active',            '',      ''
          'b',           b,      -,        a,   '',     'b active',            '',      ''
          'x a',         a,      -,        x,   '',     'a active',            '',      ''
          'a b c',       b,      c,        -,   '',     'b active,a in the bundle', 'c',  ''
          'a b c',       b,      c,        -,   'a',    'b active,c prepared', '',      ''
          '!a b c',      b,      c,        -,   '',     'b active,c prepared', '',      ''
          'a b c',       c,      -,        b,   '',     'c active,b old',      '',      'a'
          'a b c',       c,      -,        b,   'a',    'c active,b old',      '',      ''
          'a b c',       c,      -,        b,   'a b',  'c active,b unused',   '',      ''
          'a b c d',     c,      d,        -,   '',     'c active,b in the bundle', 'd', 'a'
          'a !b c d',    c,      d,        -,   '',     'c active,a in the bundle', 'd', ''
          # the server's CA is not in the bundle, but the roots above it
          'a',           u,      -,        -,   '',     'a in the bundle',     '',      ''
          'a b',         u,      -,        -,   '',     'b in the bundle,a in the bundle', '', ''
          'a b',         u<a,    v<b,      -,   '',     'a active,b prepared', '',      ''
          'a b',         u<a,    -,        v<a, '',     'a active,b in the bundle', '', ''
          '!a b',        u<b,    -,        v<a, '',     'b active',            '',      ''
          'a b c',       u<b,    -,        v<a, '',     'b active,a old',      '',      'c'
          """)
  void selects(
      String bundle,
      String active,
      String prepared,
      String old,
      String unused,
      String selected,
      String waiting,
      String excess) {
    var state =
        new State(
            authority(active),
            Optional.ofNullable(prepared).map(CaSelectionTest::authority),
            Optional.ofNullable(old).map(CaSelectionTest::authority));
    var idle = Arrays.stream(unused.split(" ")).map(CaSelectionTest::id).toList();
    var selection =
        CaSelection.of(
            state,
            Arrays.stream(bundle.split(" ")).map(CaSelectionTest::listed).toList(),
            TestCas.NOW,
            idle::contains);

    assertThat(
            selection.selected().stream()
                .map(ca -> name(ca) + " " + ca.standing().word())
                .collect(Collectors.joining(",")))
        .isEqualTo(selected);
    assertThat(names(selection.waiting())).isEqualTo(waiting);
    assertThat(names(selection.excess())).isEqualTo(excess);
  }

  @Test
  void aBundleWithoutUsableCaIsAnError() {
    var bundle = List.of(listed("x"), listed("!a"));
    assertThatThrownBy(() ->
            CaSelection.of(
                new State(authority("x"), Optional.empty(), Optional.empty()),
                bundle,
                TestCas.NOW,
                _ -> false))
        .hasMessage("every CA in the bundle of the SPIRE server has expired or is tainted");
  }

  /// `u<a` is a CA of which `a` is the upstream authority.
  private static Authority authority(String text) {
    var parts = text.split("<");
    return new Authority(
        id(parts[0]),
        TestCas.NOW,
        Optional.of(parts).filter(all -> all.length > 1).map(all -> id(all[1])));
  }

  private static String id(String name) {
    var ca = CAS.get(name);
    return ca == null ? name : ca.id();
  }

  private static BundleAuthority listed(String text) {
    var ca = requireNonNull(CAS.get(text.replace("!", "")));
    return new BundleAuthority(ca.certificate(), text.startsWith("!"));
  }

  private static String names(List<RankedCa> cas) {
    return cas.stream().map(CaSelectionTest::name).collect(Collectors.joining(","));
  }

  private static String name(RankedCa ca) {
    return ca.certificate().getSubjectX500Principal().getName().substring("CN=".length());
  }
}
