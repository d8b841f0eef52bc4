package org.quoin.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The name by which configurations select a plugin: {@code @PluginName("greylist")}.
 *
 * <p>It becomes the service property {@value #PROPERTY}, so that selecting a plugin calls none of
 * its code. Of several plugins with one name the highest {@code service.ranking} is used.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PluginName {
  /** The service property that holds the name. */
  String PROPERTY = "quoin.plugin.name";

  /** Prefix of the property name; the rest comes from the annotation name. */
  String PREFIX_ = "quoin.";

  String value();
}
