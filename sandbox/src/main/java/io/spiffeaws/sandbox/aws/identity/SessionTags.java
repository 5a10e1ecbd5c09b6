package io.spiffeaws.sandbox.aws.identity;

import io.spiffeaws.sandbox.aws.policy.RequestContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Session tags. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
///
/// @param tags values by key
/// @param transitive keys of the tags that are inherited by sessions assumed from this one
public record SessionTags(Map<String, String> tags, Set<String> transitive) {
  public static final SessionTags NONE = new SessionTags(Map.of(), Set.of());

  public SessionTags {
    tags = Map.copyOf(tags);
    transitive = Set.copyOf(transitive);
  }

  /// Returns these tags, overridden by the transitive tags of the parent session.
  public SessionTags inheriting(SessionTags parent) {
    var all = new HashMap<>(tags);
    var handedDown = new HashMap<>(parent.tags);
    handedDown.keySet().retainAll(parent.transitive);
    all.putAll(handedDown);
    var keys = new HashSet<>(transitive);
    keys.addAll(parent.transitive);
    return new SessionTags(all, keys);
  }

  /// Returns the condition keys for the trust policy.
  public RequestContext requestKeys() {
    var keys =
        RequestContext.empty()
            .with("aws:TagKeys", List.copyOf(tags.keySet()))
            .with("sts:TransitiveTagKeys", List.copyOf(transitive));
    return keys.with(each("aws:RequestTag/", tags));
  }

  /// Returns the condition keys for the policies of the session's role. Tags of the role count for
  /// keys that the session does not have.
  public RequestContext principalKeys(Map<String, String> ofRole) {
    return each("aws:PrincipalTag/", ofRole).with(each("aws:PrincipalTag/", tags));
  }

  private static RequestContext each(String prefix, Map<String, String> tags) {
    var keys = RequestContext.empty();
    for (var tag : tags.entrySet()) {
      keys = keys.with(prefix + tag.getKey(), tag.getValue());
    }
    return keys;
  }
}
