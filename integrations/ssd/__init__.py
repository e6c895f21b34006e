"""Benefits: yearly and monthly statements from the Suite voor het Sociaal Domein, by SOAP (I-160, I-161)."""
