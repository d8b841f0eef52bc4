package org.quoin.intake;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.quoin.api.PluginName;

/**
 * What is known of a plugin without calling it.
 *
 * @param name how configurations select it
 * @param bundle where it comes from, for people
 */
record Tag(String name, int ranking, long serviceId, String bundle) {

  /** Reads the service's properties. A plugin without a name gets one that nobody selects. */
  static Tag of(ServiceReference<?> reference) {
    long id = reference.getProperty(Constants.SERVICE_ID) instanceof Long n ? n : 0;
    int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer n ? n : 0;
    String name =
        reference.getProperty(PluginName.PROPERTY) instanceof String s ? s : "(unnamed " + id + ")";
    Bundle bundle = reference.getBundle();
    return new Tag(name, ranking, id, bundle == null ? "" : bundle.getSymbolicName());
  }
}
