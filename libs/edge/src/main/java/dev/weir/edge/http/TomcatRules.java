package dev.weir.edge.http;

import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;

/**
 * Lets odd requests through to our own rules, which answer them in our own form; what Tomcat
 * refuses by itself it cannot give a reason for.
 */
final class TomcatRules implements TomcatConnectorCustomizer {
  @Override
  public void customize(Connector connector) {
    connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    connector.setProperty("maxHeaderCount", "400");
    // Every connection has these two, also one that says nothing; by default twice as much.
    connector.setProperty("socket.appReadBufSize", "4096");
    connector.setProperty("socket.appWriteBufSize", "4096");
    // Ids may contain a bar, and browsers send it as it is.
    connector.setProperty("relaxedPathChars", "|");
    connector.setProperty("relaxedQueryChars", "|");
  }
}
