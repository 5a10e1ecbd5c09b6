package io.spiffeaws.sandbox.aws.identity;

import io.spiffeaws.sandbox.aws.policy.RequestContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tags that whoever opens a session gives it.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
///
/// @param tags values by key
/// @param transitive keys of those that sessions which are assumed from this one have as well
public record SessionTags(Map<String, String> tags, Set<String> transitive) {
  public static final SessionTags NONE = new SessionTags(Map.of(), Set.of());

  public SessionTags {
    tags = Map.copyOf(tags);
    transitive = Set.copyOf(transitive);
  }

  /// These, and over them those that the session of whoever opens this one hands down.
  public SessionTags inheriting(SessionTags parent) {
    var all = new HashMap<>(tags);
    var handedDown = new HashMap<>(parent.tags);
    handedDown.keySet().retainAll(parent.transitive);
    all.putAll(handedDown);
    var keys = new HashSet<>(transitive);
    keys.addAll(parent.transitive);
    return new SessionTags(all, keys);
  }

  /// What a trust policy may ask of them.
  public RequestContext requestKeys() {
    var keys =
        RequestContext.empty()
            .with("aws:TagKeys", List.copyOf(tags.keySet()))
            .with("sts:TransitiveTagKeys", List.copyOf(transitive));
    return keys.with(each("aws:RequestTag/", tags));
  }

  /// What the policies of the session's role may ask of them; those of the role itself count where
  /// the session has none of that key.
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
