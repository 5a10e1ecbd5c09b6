package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EntrySettingsTest {
  @Test
  void copiesOnlyGivenFields() {
    var random = new SplittableRandom(13);
    for (var round = 0; round < 500; round++) {
      var before = Samples.random(random).settings();
      var wanted = Samples.random(random).settings();
      var named = EnumSet.noneOf(EntryField.class);
      for (var field : EntryField.values()) {
        if (random.nextBoolean()) {
          named.add(field);
        }
      }
      var after = before.with(named, wanted);
      var still = EnumSet.complementOf(named);
      assertThat(after.differing(wanted)).isSubsetOf(still);
      assertThat(after.differing(before)).isSubsetOf(named);
      assertThat(after.with(EnumSet.allOf(EntryField.class), wanted)).isEqualTo(wanted);
      assertThat(before.differing(before)).isEqualTo(Set.of());
    }
  }

  @Test
  void findsEveryDifferentField() {
    var random = new SplittableRandom(17);
    for (var round = 0; round < 500; round++) {
      var one = Samples.random(random).settings();
      var two = Samples.random(random).settings();
      assertThat(one.differing(two).isEmpty()).isEqualTo(one.equals(two));
    }
  }
}
