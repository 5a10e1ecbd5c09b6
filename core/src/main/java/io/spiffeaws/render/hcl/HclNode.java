package io.spiffeaws.render.hcl;

import java.util.List;

/// A node of an HCL file. Its line is that of its start, from 1.
public sealed interface HclNode {
  /// A string, a number or a boolean.
  record Text(int line, String text) implements HclNode {}

  /// A list.
  record Items(int line, List<HclNode> items) implements HclNode {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// Settings and blocks, in the file's order.
  record Body(int line, List<Member> members) implements HclNode {
    public Body {
      members = List.copyOf(members);
    }
  }

  /// A setting, or a block with its labels.
  ///
  /// @param keys at least one: `plugin "name" {…}` has two
  record Member(int line, List<String> keys, HclNode value) {
    public Member {
      keys = List.copyOf(keys);
    }
  }

  int line();
}
