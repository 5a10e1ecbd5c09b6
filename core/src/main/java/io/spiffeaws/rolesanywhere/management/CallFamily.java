package io.spiffeaws.rolesanywhere.management;

/// The operations that share a quota (user guide, "Quotas").
public enum CallFamily {
  TRUST_ANCHORS,
  PROFILES,
  TAGS
}
