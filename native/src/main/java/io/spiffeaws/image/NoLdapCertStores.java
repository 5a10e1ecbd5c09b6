package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.security.InvalidAlgorithmParameterException;

/// A certificate may name an LDAP directory for what belongs to it, and the JDK brings JNDI and all
/// of RMI for that. It looks there only where a system property tells it to, and nothing sets that.
@TargetClass(className = "sun.security.provider.certpath.ldap.LDAPCertStoreImpl")
final class NoLdapCertStores {
  private NoLdapCertStores() {}

  @Substitute
  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the JDK calls it
  private void createInitialDirContext(String server, int port)
      throws InvalidAlgorithmParameterException {
    throw new InvalidAlgorithmParameterException("LDAP is not in this binary");
  }
}
